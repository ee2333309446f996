/** A person asks again for media that was given up: everything begins anew. For an UPDATE of `product_media m`. */
export const ASK_AGAIN = `status = 'pending', failure = NULL, revision = m.revision + 1, attempts = 0, late_retries = 0,
  due_at = now(), lost_after = now() + interval '1 minute', loss_count = 0`;

/** The columns of `DownloadRequest`, from `product_media m`. */
export const DOWNLOAD_REQUEST = 'm.id AS "mediaId", m.revision';
