import { writeFile } from 'node:fs/promises';
import { caddyRoutes, caddyRoutesFile } from './caddy-routes.js';

await writeFile(caddyRoutesFile, caddyRoutes());
