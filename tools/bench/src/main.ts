import { onStopRequest } from '@tenantatlas/stack/launch/stop-requests.ts';
import { benchCommand } from './bench.ts';
import { stopAll } from './stack/bench-stack.ts';

onStopRequest(() => {
  void stopAll().finally(() => process.exit(1));
});
try {
  await benchCommand(process.argv.slice(2));
} catch (problem) {
  console.error(problem instanceof Error ? problem.message : problem);
  process.exitCode = 1;
}
