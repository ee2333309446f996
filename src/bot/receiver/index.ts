export { ReceiverModule } from './receiver.module';
export { ReceiverService } from './receiver.service';
export { ReceiverStatus, type ReceiverSnapshot, type ReceiverState } from './receiver-status';
export { UpdateHandler } from './update-handler';
export { UpdateInboxEntry } from './inbox/update-inbox.entity';
export { mountWebhook } from './webhook/mount-webhook';
