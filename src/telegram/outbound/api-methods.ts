/**
 * Methods that put a new message in front of somebody: the overall rate is about these
 * (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this).
 */
export function isNewMessage(method: string): boolean {
  return /^(send(?!ChatAction)|copy|forward)/.test(method);
}

/** Methods that put something in front of people, changed messages too: the pace of each chat is about these. */
export function isSending(method: string): boolean {
  return isNewMessage(method) || method.startsWith('edit');
}

/**
 * Whether doing it twice is the same as doing it once, so that a call may be repeated although the first may have
 * arrived. Sending, copying and forwarding would show a message twice; creating and uploading would leave a second one.
 */
export function isRepeatable(method: string): boolean {
  return !/^(send(?!ChatAction)|copy|forward|create|upload|add|post|gift|transfer|refund|repost)/.test(method);
}
