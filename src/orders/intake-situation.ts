/** What is known about a person's orders when a message with media comes in. Ids of orders, `null` where there is none. */
export interface IntakeSituation {
  /** This very message has become part of it already: its update is being handled again. */
  sameMessage: number | null;
  /** Begun by another piece of the same album, whatever has become of it. */
  album: number | null;
  /** Its file was given up, and must be asked for anew. */
  fileFailed: boolean;
  /** Orders not at their end. */
  openOrders: number;
  /** Begun by its code; of the caption's product, if the caption has one. */
  awaitingMedia: number | null;
  /** Failed, and holds this very file; of the caption's product, if the caption has one. */
  failedWithFile: number | null;
  awaitingSeries: number | null;
  /** Failed in the last days. */
  failedLately: number | null;
}

/** The existing order that media whose caption names a product belongs to; `null`: it begins one. */
export const orderForCode = (situation: IntakeSituation): number | null =>
  situation.album ?? situation.failedWithFile ?? situation.awaitingMedia;

/** The existing order that media without a code belongs to. */
export const orderWithoutCode = (situation: IntakeSituation): number | null =>
  situation.album ??
  situation.awaitingMedia ??
  situation.failedWithFile ??
  situation.awaitingSeries ??
  situation.failedLately;
