import { Logger } from '@nestjs/common';

/** Tests provoke failures on purpose; what Nest's default logger says of them would bury the report. */
Logger.overrideLogger(false);
