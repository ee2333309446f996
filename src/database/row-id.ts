/** Ids come from buttons and links that anybody may forge: a number that no row can have is "not found", not an error in SQL. */
export const isRowId = (id: number): boolean => Number.isInteger(id) && id > 0 && id < 2 ** 31;
