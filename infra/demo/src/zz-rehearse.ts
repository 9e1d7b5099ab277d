import { LocalStage } from '#scenarios';
import { contexts } from '../../../apps/cli/src/contexts.js';
import { demoFederation } from './index.js';
const members = Number(process.argv[2] ?? 300);
const stage = await LocalStage.open(contexts);
await stage.fresh();
const refused: Record<string, number> = {}; const examples: Record<string, string> = {};
const claims: Record<string, number> = {}; let n = 0; const t = performance.now();
let prev = '';
for (const step of demoFederation({ members })) {
  const { on, at, operation, input, accepts } = step;
  const group = `${on} ${operation}`;
  if (group !== prev) await stage.settled(); prev = group;
  const instant = `${on}T${String(Math.floor(at/60)).padStart(2,'0')}:${String(at%60).padStart(2,'0')}:00.000Z`;
  const { roles } = stage.operations.named(operation);
  const role = roles.includes('federation-admin') ? 'federation-admin' : roles.find(r => r.startsWith('scheme-')) ?? roles[0]!;
  const { status, body } = await stage.ask(stage.operations.call(operation, input as Record<string, unknown>), { role, provider: undefined, instant, key: `k${n++}` } as never);
  if (status >= 400) { const k = `${operation} ${status} ${(body as {code?:string}).code} ${accepts?.includes((body as {code:string}).code) ? '(accepted)' : '!!'}`; refused[k] = (refused[k] ?? 0) + 1; examples[k] ??= on + JSON.stringify(input) + JSON.stringify(body); }
  else if (operation === 'SubmitClaim') { const b = body as { status: string; reasons: string[] }; const k = `${b.status} ${[...(b.reasons ?? [])].sort().join(',')}`; claims[k] = (claims[k] ?? 0) + 1; }
}
await stage.settled();
console.log(n, Math.round(performance.now() - t), 'ms');
console.log(refused, Object.entries(examples).filter(([k]) => k.endsWith('!!')).slice(0, 6));
console.log(Object.entries(claims).sort((a, b) => b[1] - a[1]).slice(0, 60));
const fund = await stage.ask(stage.operations.call('Fund', { fund: 'FONDS-JUMELE' }), { role: 'federation-admin', instant: '2026-06-30T23:59:00.000Z', key: 'q' } as never);
console.log(JSON.stringify(fund.body));
const subs = await stage.ask(stage.operations.call('Households', { scheme: 'zabre', limit: 500 }), { role: 'federation-admin', instant: '2026-06-30T23:59:00.000Z', key: 'q2' } as never);
const hh = (subs.body as { households: { status: string }[] }).households; const st: Record<string, number> = {}; for (const h of hh ?? []) st[h.status] = (st[h.status] ?? 0) + 1; console.log(st);
await stage.close();
