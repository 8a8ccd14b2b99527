/** HTTP: a thin door over the table of operations. */
export const apiRoot = "/api";
