/** As the application has them, which decides. */
export const USERNAME = /^[a-z0-9][a-z0-9._-]{2,31}$/i;
export const SHORTEST_PASSWORD = 10;
