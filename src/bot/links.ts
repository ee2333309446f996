/** Opens the chat with the bot; with `payload` it begins with that deep link (`DeepLinks` follows it). */
export const botLink = (botUsername: string, payload?: string): string =>
  `https://t.me/${botUsername}${payload === undefined ? '' : `?start=${payload}`}`;

export const fileLinkPayload = (fileId: number): string => `file_${fileId}`;
export const orderLinkPayload = (productCode: string): string => `order_${productCode}`;
