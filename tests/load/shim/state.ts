/** Which iteration runs; k6/execution tells it to scripts. */
export const state = { iteration: 0 };
