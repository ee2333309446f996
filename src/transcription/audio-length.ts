/** Telegram tells whole seconds; a recording of the greatest length may hold a little more. */
const ROUNDING_SECONDS = 1;

/** Whether a recording holds more than is allowed. No limit: `null` or unset. */
export function isTooLong(audioSeconds: number, limitSeconds: number | null | undefined): limitSeconds is number {
  return typeof limitSeconds === 'number' && audioSeconds > limitSeconds + ROUNDING_SECONDS;
}
