/** Does `again` over and over for as long as `work` takes, and answers what `work` answers. An error of either is thrown. */
export async function alongside<T>(work: () => Promise<T>, again: () => Promise<unknown>): Promise<T> {
  let isOver = false;
  const repeating = (async () => {
    while (!isOver) await again();
  })();
  // It is awaited below; until then its error must not end the process.
  repeating.catch(() => undefined);
  try {
    return await work();
  } finally {
    isOver = true;
    await repeating;
  }
}
