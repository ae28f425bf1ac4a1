import { state } from "./state.js";

export default { scenario: { get iterationInTest() { return state.iteration; } }, vu: { idInTest: 1 } };
