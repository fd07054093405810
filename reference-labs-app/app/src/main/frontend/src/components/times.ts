import { messages } from '../messages';

const dateTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const timeOnly = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });

export function showDateTime(iso: string | null | undefined): string {
  return iso ? dateTime.format(new Date(iso)) : messages.myLabs.none;
}

export function showTime(iso: string): string {
  return timeOnly.format(new Date(iso));
}

/** The length of a finished run. */
export function showLength(startedAt: string | null | undefined, endedAt: string | null | undefined): string {
  if (!startedAt || !endedAt) return messages.myLabs.none;
  const minutes = Math.floor((Date.parse(endedAt) - Date.parse(startedAt)) / 60_000);
  return minutes < 60 ? messages.myLabs.minutes(minutes) : messages.myLabs.hours(Math.floor(minutes / 60), minutes % 60);
}

/** Milliseconds of one step; less than a second counts as none. */
export function showElapsed(millis: number): string {
  const seconds = Math.max(0, Math.round(millis / 1_000));
  return seconds < 60
    ? messages.starting.elapsed(seconds)
    : messages.starting.elapsedMinutes(Math.floor(seconds / 60), seconds % 60);
}

/** 1:02:03 or 02:03. */
export function showCountdown(millis: number): string {
  const seconds = Math.max(0, Math.ceil(millis / 1_000));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  const rest = `${two(Math.floor((seconds % 3_600) / 60))}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}
