import { Readable } from 'node:stream';
import { BroadcastService, LedgerService } from '../../broadcast';
import { I18n } from '../../i18n';
import { AccountNotLinked } from '../http/api.errors';
import { ApiController } from '../http/api-controller';
import { Call, type CallOf } from '../http/call';
import { sendDownload } from '../http/downloads';
import { Serves } from '../http/endpoint';
import { languageOf } from '../http/language';
import { toProblem } from '../http/problem';
import * as contract from './broadcasts.contract';

/** Broadcasts and their ledgers. */
@ApiController()
export class BroadcastsController {
  constructor(
    private readonly broadcasts: BroadcastService,
    private readonly ledger: LedgerService,
    private readonly i18n: I18n,
  ) {}

  @Serves(contract.listBroadcasts)
  list(@Call() { query }: CallOf<typeof contract.listBroadcasts>) {
    return this.broadcasts.browse(query);
  }

  // Before the route of one broadcast, whose id would be taken to be "audience".
  @Serves(contract.measureAudience)
  measureAudience(@Call() { query }: CallOf<typeof contract.measureAudience>) {
    const { language = null, activeWithinDays = null, messages } = query;
    return this.broadcasts.reach({ language, activeWithinDays }, messages);
  }

  @Serves(contract.getBroadcast)
  async get(@Call() { params }: CallOf<typeof contract.getBroadcast>) {
    const broadcast = await this.broadcasts.get(params.broadcastId);
    return { ...broadcast, pace: await this.broadcasts.pace(broadcast) };
  }

  @Serves(contract.createBroadcast)
  create(@Call() { body, principal }: CallOf<typeof contract.createBroadcast>) {
    const { accountId, username: name } = principal;
    return this.broadcasts.create(body, { kind: 'account', accountId, name });
  }

  @Serves(contract.changeBroadcast)
  change(@Call() { params, body, actor }: CallOf<typeof contract.changeBroadcast>) {
    return this.broadcasts.update(params.broadcastId, body, actor);
  }

  @Serves(contract.previewBroadcast)
  async preview(@Call() { params, request }: CallOf<typeof contract.previewBroadcast>) {
    const { recipients, perSecond, expectedSeconds, problems } = await this.broadcasts.preview(params.broadcastId);
    const told = problems.map((problem) => toProblem(problem, this.i18n, languageOf(request)));
    return { recipients, perSecond, expectedSeconds, problems: told.map(({ code, detail }) => ({ code, detail })) };
  }

  @Serves(contract.testBroadcast)
  async test(@Call() { params, principal }: CallOf<typeof contract.testBroadcast>): Promise<void> {
    if (principal.telegramId === null) throw new AccountNotLinked();
    await this.broadcasts.testToMyself(params.broadcastId, principal.telegramId);
  }

  @Serves(contract.scheduleBroadcast)
  schedule(@Call() { params, body, actor }: CallOf<typeof contract.scheduleBroadcast>) {
    return this.broadcasts.schedule(params.broadcastId, new Date(body.startAt), actor);
  }

  @Serves(contract.startBroadcast)
  start(@Call() { params, actor }: CallOf<typeof contract.startBroadcast>) {
    return this.broadcasts.start(params.broadcastId, actor);
  }

  @Serves(contract.unscheduleBroadcast)
  unschedule(@Call() { params, actor }: CallOf<typeof contract.unscheduleBroadcast>) {
    return this.broadcasts.unschedule(params.broadcastId, actor);
  }

  @Serves(contract.pauseBroadcast)
  pause(@Call() { params, actor }: CallOf<typeof contract.pauseBroadcast>) {
    return this.broadcasts.pause(params.broadcastId, actor);
  }

  @Serves(contract.resumeBroadcast)
  resume(@Call() { params, actor }: CallOf<typeof contract.resumeBroadcast>) {
    return this.broadcasts.resume(params.broadcastId, actor);
  }

  @Serves(contract.cancelBroadcast)
  cancel(@Call() { params, actor }: CallOf<typeof contract.cancelBroadcast>) {
    return this.broadcasts.cancel(params.broadcastId, actor);
  }

  @Serves(contract.retryFailed)
  async retryFailed(@Call() { params, actor }: CallOf<typeof contract.retryFailed>) {
    return { recipients: await this.broadcasts.retryFailed(params.broadcastId, actor) };
  }

  @Serves(contract.resendUnknown)
  async resendUnknown(@Call() { params, actor }: CallOf<typeof contract.resendUnknown>) {
    return { recipients: await this.broadcasts.resendUnknown(params.broadcastId, actor) };
  }

  @Serves(contract.listLedger)
  listLedger(@Call() { params, query }: CallOf<typeof contract.listLedger>) {
    return this.ledger.browse(params.broadcastId, query);
  }

  @Serves(contract.ledgerCsv)
  async exportLedger(@Call() call: CallOf<typeof contract.ledgerCsv>): Promise<void> {
    const { broadcastId } = call.params;
    const pieces = await this.ledger.exportCsv(broadcastId, call.query);
    const stream = Readable.from(pieces, { objectMode: false });
    const fileName = `broadcast-${broadcastId}.csv`;
    await sendDownload(call, async () => ({ stream, fileName, contentType: 'text/csv; charset=utf-8' }));
  }
}
