import { languages } from '../i18n';
import { mediaKinds } from '../media';
import { orderMediaKinds } from '../orders';
import { callback, fields } from './callback-data';

/** How the admins' list of files may be narrowed. */
export const libraryFilters = ['all', 'pending', 'unprocessed', ...mediaKinds] as const;
export type LibraryFilterName = (typeof libraryFilters)[number];

/** The place in the admins' list that a card was opened from, so that "back" leads there. */
const place = { filter: fields.choice(libraryFilters), page: fields.page };
const fileInList = { fileId: fields.recordId, ...place };
/** Whose orders a list shows. */
export const orderScopes = ['own', 'all'] as const;
export type OrderScope = (typeof orderScopes)[number];

/** What a dialogue can change about a product; what it is ordered with has buttons of its own. */
export const productTextFields = ['name', 'maxFileSizeBytes', 'seriesPattern'] as const;
export type ProductTextField = (typeof productTextFields)[number];

/** Whom a broadcast is for; each tap on the button leads to the next. */
export const broadcastLanguages = ['all', ...languages] as const;
export const activityChoices = ['0', '7', '30', '90'] as const;
/** What of a broadcast is asked in a dialogue. */
export const broadcastQuestions = ['buttons', 'start'] as const;
export type BroadcastQuestion = (typeof broadcastQuestions)[number];

const broadcast = { broadcastId: fields.recordId };
const product = { code: fields.productCode };
const onOff = fields.choice(['on', 'off']);

/** Every button of the bot. Texts on old messages stay valid: a prefix is never reused with another meaning. */
export const buttons = {
  home: callback('home:show'),
  help: callback('help:show'),
  /** The page number between the arrows: nothing to do. */
  stay: callback('page:stay'),
  cancelDialogue: callback('dialogue:cancel'),

  languages: callback('language:list'),
  setLanguage: callback('language:set', { language: fields.choice(languages) }),
  checkSubscription: callback('gate:check'),

  download: callback('file:download', { fileId: fields.recordId }),
  askWords: callback('search:ask'),
  searchPage: callback('search:page', { page: fields.page }),
  popular: callback('popular:page', { page: fields.page }),

  files: callback('files:list', place),
  showFile: callback('file:show', fileInList),
  editFile: callback('file:edit', { field: fields.choice(['title', 'tags']), ...fileInList }),
  reprocessFile: callback('file:reprocess', fileInList),
  removeFile: callback('file:remove', fileInList),
  removeFileForSure: callback('file:erase', fileInList),

  startUpload: callback('upload:start'),
  useSuggestion: callback('upload:suggestion'),
  skipTags: callback('upload:skip'),

  applyThumbnail: callback('thumb:apply'),
  clearThumbnail: callback('thumb:clear'),

  channels: callback('channels:list'),
  addChannel: callback('channels:add'),
  showChannel: callback('channel:show', { channelId: fields.chatId }),
  toggleChannel: callback('channel:active', { channelId: fields.chatId, active: onOff }),
  toggleJoinRequests: callback('channel:requests', { channelId: fields.chatId, requests: onOff }),
  removeChannel: callback('channel:remove', { channelId: fields.chatId }),
  removeChannelForSure: callback('channel:erase', { channelId: fields.chatId }),

  orders: callback('orders:list', { scope: fields.choice(orderScopes), page: fields.page }),
  beginOrder: callback('order:begin', product),
  /** Also on the notices that the orders room sends. */
  showOrder: callback('order:view', { orderId: fields.recordId }),
  retryOrder: callback('order:retry', { orderId: fields.recordId }),
  cancelOrder: callback('order:cancel', { orderId: fields.recordId }),

  /** Under the messages that the transcription room sends. */
  cancelTranscription: callback('voice:cancel', { requestId: fields.recordId }),

  products: callback('products:list', { page: fields.page }),
  addProduct: callback('products:add'),
  draftKind: callback('products:kind', { kind: fields.choice(orderMediaKinds) }),
  draftKindsDone: callback('products:kinds'),
  skipPattern: callback('products:skip'),
  showProduct: callback('product:show', product),
  toggleProduct: callback('product:active', { ...product, active: onOff }),
  editProduct: callback('product:edit', { field: fields.choice(productTextFields), ...product }),
  productKinds: callback('product:kinds', product),
  toggleProductKind: callback('product:kind', { kind: fields.choice(orderMediaKinds), ...product }),

  broadcasts: callback('broadcasts:list', { page: fields.page }),
  newBroadcast: callback('broadcasts:new'),
  setBroadcastLanguage: callback('broadcast:lang', { language: fields.choice(broadcastLanguages), ...broadcast }),
  setBroadcastActivity: callback('broadcast:seen', { days: fields.choice(activityChoices), ...broadcast }),
  setBroadcastFlag: callback('broadcast:flag', {
    flag: fields.choice(['silent', 'protect']),
    value: onOff,
    ...broadcast,
  }),
  askBroadcast: callback('broadcast:ask', { question: fields.choice(broadcastQuestions), ...broadcast }),
  clearBroadcastButtons: callback('broadcast:clear', broadcast),
  testBroadcast: callback('broadcast:test', broadcast),
  startBroadcast: callback('broadcast:start', broadcast),
  unscheduleBroadcast: callback('broadcast:unschedule', broadcast),
  cancelBroadcastForSure: callback('broadcast:discard', broadcast),
  resendUnknownForSure: callback('broadcast:resendall', broadcast),
  /** Also on the status messages and reports that the broadcast room sends. */
  showBroadcast: callback('broadcast:view', broadcast),
  pauseBroadcast: callback('broadcast:pause', broadcast),
  resumeBroadcast: callback('broadcast:resume', broadcast),
  cancelBroadcast: callback('broadcast:cancel', broadcast),
  retryFailed: callback('broadcast:retry', broadcast),
  resendUnknown: callback('broadcast:resend', broadcast),
  broadcastLedger: callback('broadcast:ledger', broadcast),

  stats: callback('stats:show'),
  status: callback('status:show'),
  setRole: callback('user:role', { userId: fields.recordId, role: fields.roleName }),
};
