import { readFileSync } from 'node:fs';
import { readConfiguration } from './configuration.js';
import { startEmulator } from './emulator.js';

/**
 * The process that the launcher forks. `GRAPH_EMULATOR_CONFIG` names a JSON file with `{ port, host, tenants }`;
 * `GRAPH_EMULATOR_PORT` takes precedence over its port. Says `{ type: 'ready', url }` to its parent once it serves.
 */
const file = process.env.GRAPH_EMULATOR_CONFIG;
if (file === undefined) throw new Error('GRAPH_EMULATOR_CONFIG must name a configuration file.');
const options = readConfiguration(readFileSync(file, 'utf8'));
const port = process.env.GRAPH_EMULATOR_PORT;
const emulator = await startEmulator(port === undefined ? options : { ...options, port: Number(port) });

const stop = () => void emulator.close().then(() => process.exit(0));
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
// A parent that was killed cannot say goodbye: without it the emulator has no purpose and must free its port.
process.once('disconnect', stop);

process.send?.({ type: 'ready', url: emulator.url });
process.stdout.write(`Graph emulator: ${emulator.url}\n`);
