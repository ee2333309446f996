import { type FloodPreset, type FloodSettings, type NewBot } from './control/contract';

/** How a sandbox is started; everything has a default. */
export interface SandboxOptions {
  /** Default `127.0.0.1`. */
  host?: string;
  /** Default 0: a free one. */
  port?: number;
  /** Where file contents are kept. Default: a temporary folder that is removed on close. */
  dataDir?: string;
  /** Bots that exist from the start. */
  bots?: NewBot[];
  /** Any well-formed token becomes a bot when it is first used. Default true. */
  autoRegisterBots?: boolean;
  /** Behave like a self-hosted server with `--local`: absolute paths, `file://` uploads, 2000 MB. Default false. */
  localMode?: boolean;
  /** Bytes. Default 20 MB, or 2000 MB in local mode. */
  maxDownloadBytes?: number;
  /** Bytes. Default 50 MB, or 2000 MB in local mode. */
  maxUploadBytes?: number;
  /** Default `off`. */
  flood?: FloodPreset | Partial<FloodSettings>;
  /** Added to every Bot API call, in milliseconds. Default 0. */
  latencyMs?: number;
  /** First wait after a failed webhook delivery, in milliseconds; doubles up to a minute. Default 1,000. */
  webhookRetryMs?: number;
  /** Calls kept in the log. Default 1,000. */
  callLogSize?: number;
  /** Messages kept per chat. Default 1,000. */
  maxMessagesPerChat?: number;
  /** Messages kept in all chats together. Default 10,000. */
  maxMessages?: number;
  /** Folder with the built web chat. Default: the one beside this package. */
  webDir?: string;
}
