import { gatewayContexts } from '../gateway/routes.js';
import { makeGateway, type Origins } from './gateway.js';

/** `GATEWAY_ORIGINS`: JSON, context → where its service listens. `PORT` and `HOST` as everywhere. */
const origins = JSON.parse(process.env['GATEWAY_ORIGINS'] ?? '{}') as Partial<Origins>;
const missing = gatewayContexts.filter(context => origins[context] === undefined);
if (missing.length > 0) {
  process.stderr.write(`GATEWAY_ORIGINS does not say where ${missing.join(', ')} listen\n`);
  process.exit(1);
}
const gateway = await makeGateway(origins as Origins);
await gateway.listen({ port: Number(process.env['PORT'] ?? 3000), host: process.env['HOST'] ?? '127.0.0.1' });
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => void gateway.close().then(() => process.exit(0)));
