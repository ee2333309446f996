/** Without parameters: `audio/ogg` for `Audio/Ogg; codecs=opus`. */
export function bareMimeType(mimeType: string): string {
  return (mimeType.split(';')[0] ?? '').trim().toLowerCase();
}
