import { Module, type DynamicModule } from '@nestjs/common';
import type { AccessLog } from './access-log.js';
import { ACCESS_LOG, AccessLogController } from './access-log.controller.js';

/** The route that shows the access log. */
@Module({})
export class AccessLogModule {
  static forRoot(log: AccessLog): DynamicModule {
    return {
      module: AccessLogModule,
      controllers: [AccessLogController],
      providers: [{ provide: ACCESS_LOG, useValue: log }],
    };
  }
}
