import { AuditLog } from '../../audit';
import { ApiController } from '../http/api-controller';
import { Call, type CallOf } from '../http/call';
import { Serves } from '../http/endpoint';
import { listAuditEntries } from './audit.contract';

/** The audit log. It is read here and written nowhere near. */
@ApiController()
export class AuditController {
  constructor(private readonly log: AuditLog) {}

  @Serves(listAuditEntries)
  list(@Call() { query: { from, to, ...filter } }: CallOf<typeof listAuditEntries>) {
    return this.log.list({
      ...filter,
      ...(from !== undefined && { from: new Date(from) }),
      ...(to !== undefined && { to: new Date(to) }),
    });
  }
}
