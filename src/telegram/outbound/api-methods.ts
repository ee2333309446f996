/** Methods that put something in front of people: Telegram's rate limits are about these. */
export function isSending(method: string): boolean {
  return /^(send(?!ChatAction)|copy|forward|edit)/.test(method);
}

/**
 * Whether doing it twice is the same as doing it once, so that a call may be repeated although the first may have
 * arrived. Sending, copying and forwarding would show a message twice; creating and uploading would leave a second one.
 */
export function isRepeatable(method: string): boolean {
  return !/^(send(?!ChatAction)|copy|forward|create|upload|add|post|gift|transfer|refund|repost)/.test(method);
}
