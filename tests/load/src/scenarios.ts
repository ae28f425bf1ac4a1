import { capture, pages, read } from "./platform.ts";

/** The mix of a day: each captures, some of them read what became of it. */
export function mixed(): void {
  const leadId = capture();
  if (leadId && Math.random() < 0.3) read(leadId);
  if (Math.random() < 0.05) read();
}

export function captures(): void {
  capture();
}

export function reads(): void {
  read();
}

export function visits(): void {
  pages();
}
