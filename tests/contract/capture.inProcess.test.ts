import { startLocalMediaService } from '../support/localMediaService.ts';
import { describeCapture } from './capture.contract.ts';

describeCapture('in the same process', async () => {
  const service = await startLocalMediaService();
  return {
    plane: service,
    killWorkers: () => {
      for (const { processId } of service.workers) process.kill(processId, 'SIGKILL');
    },
    close: () => service.close(),
  };
});
