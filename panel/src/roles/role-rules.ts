/** As the application has it, which decides. */
export const ROLE_NAME = /^[a-z][a-z0-9-]{0,19}$/;
export const LONGEST_DESCRIPTION = 200;
