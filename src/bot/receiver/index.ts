export { ReceiverModule } from './receiver.module';
export { ReceiverService } from './receiver.service';
export { ReceiverStatus, type ReceiverSnapshot, type ReceiverState } from './receiver-status';
export { UpdateHandler, UpdatePostponed, UpdateUnanswered } from './update-handler';
export { InboxModule } from './inbox/inbox.module';
export { UpdateHistory } from './inbox/update-history';
export { UpdateInbox } from './inbox/update-inbox.repository';
export { UpdateInboxEntry } from './inbox/update-inbox.entity';
export { mountWebhook } from './webhook/mount-webhook';
