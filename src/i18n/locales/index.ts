import enCommon from './en/common.json';
import enErrors from './en/errors.json';
import enBot from './en/bot.json';
import enUsers from './en/users.json';
import enLibrary from './en/library.json';
import enMedia from './en/media.json';
import enOrders from './en/orders.json';
import enBroadcast from './en/broadcast.json';
import enTranscription from './en/transcription.json';
import enAdmin from './en/admin.json';
import enAlerts from './en/alerts.json';
import ruCommon from './ru/common.json';
import ruErrors from './ru/errors.json';
import ruBot from './ru/bot.json';
import ruUsers from './ru/users.json';
import ruLibrary from './ru/library.json';
import ruMedia from './ru/media.json';
import ruOrders from './ru/orders.json';
import ruBroadcast from './ru/broadcast.json';
import ruTranscription from './ru/transcription.json';
import ruAdmin from './ru/admin.json';
import ruAlerts from './ru/alerts.json';
import uzCommon from './uz/common.json';
import uzErrors from './uz/errors.json';
import uzBot from './uz/bot.json';
import uzUsers from './uz/users.json';
import uzLibrary from './uz/library.json';
import uzMedia from './uz/media.json';
import uzOrders from './uz/orders.json';
import uzBroadcast from './uz/broadcast.json';
import uzTranscription from './uz/transcription.json';
import uzAdmin from './uz/admin.json';
import uzAlerts from './uz/alerts.json';
import type { Language } from '../language';

/** English is the reference: its keys are the keys. Every language has the same areas, one file each. */
export const english = {
  common: enCommon,
  errors: enErrors,
  bot: enBot,
  users: enUsers,
  library: enLibrary,
  media: enMedia,
  orders: enOrders,
  broadcast: enBroadcast,
  transcription: enTranscription,
  admin: enAdmin,
  alerts: enAlerts,
};

const russian = {
  common: ruCommon,
  errors: ruErrors,
  bot: ruBot,
  users: ruUsers,
  library: ruLibrary,
  media: ruMedia,
  orders: ruOrders,
  broadcast: ruBroadcast,
  transcription: ruTranscription,
  admin: ruAdmin,
  alerts: ruAlerts,
};

const uzbek = {
  common: uzCommon,
  errors: uzErrors,
  bot: uzBot,
  users: uzUsers,
  library: uzLibrary,
  media: uzMedia,
  orders: uzOrders,
  broadcast: uzBroadcast,
  transcription: uzTranscription,
  admin: uzAdmin,
  alerts: uzAlerts,
};

export const resources: Record<Language, Record<keyof typeof english, object>> = {
  uz: uzbek,
  ru: russian,
  en: english,
};
