const GRID = { display: 'grid', gap: 2, alignItems: 'start' } as const;

/** Two columns of the same width where there is room, one below the other where there is not. */
export const equalColumns = {
  ...GRID,
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'repeat(2, minmax(0, 1fr))' },
};

/** What the page is about, and what goes with it beside. */
export const mainAndAside = {
  ...GRID,
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1.4fr) minmax(0, 1fr)' },
};
