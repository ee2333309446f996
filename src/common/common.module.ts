import { Global, Module } from '@nestjs/common';
import { Clock, SystemClock } from './clock';

/** What every room may need and none owns: the clock. */
@Global()
@Module({ providers: [{ provide: Clock, useClass: SystemClock }], exports: [Clock] })
export class CommonModule {}
