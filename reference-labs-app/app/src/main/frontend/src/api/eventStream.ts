export interface ServerEvent {
  event: string;
  data: string;
}

/**
 * Reads server-sent events from an open response. EventSource cannot send an Authorization header, so the stream is
 * fetched and taken apart here. Ends with the stream; throws when nothing at all arrives for `silenceMillis`.
 */
export async function* serverEvents(body: ReadableStream<Uint8Array>, silenceMillis: number): AsyncGenerator<ServerEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let pending = '';
  let event = '';
  let data: string[] = [];
  try {
    for (;;) {
      const chunk = await withinSilence(reader.read(), silenceMillis);
      if (chunk.done) return;
      pending += decoder.decode(chunk.value, { stream: true });
      const lines = pending.split(/\r\n|\n|\r(?!$)/);
      pending = lines.pop() ?? '';
      for (const line of lines) {
        if (line === '') {
          if (data.length > 0) yield { event: event || 'message', data: data.join('\n') };
          event = '';
          data = [];
        } else if (line.startsWith('event:')) {
          event = line.slice(6).trim();
        } else if (line.startsWith('data:')) {
          data.push(line.slice(5).replace(/^ /, ''));
        }
      }
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

function withinSilence<T>(read: Promise<T>, silenceMillis: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the event stream fell silent')), silenceMillis);
    read.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
