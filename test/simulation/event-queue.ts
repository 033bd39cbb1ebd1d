/** What is to happen, earliest first; at the same instant in the order in which it was put. The order is total. */
export interface PlannedEvent {
  readonly atMs: number;
  readonly order: number;
  readonly what: string;
  readonly run: () => void;
  isCancelled: boolean;
}

export interface EventQueue {
  put(atMs: number, what: string, run: () => void): PlannedEvent;
  /** The next one that is not cancelled, taken out; undefined when there is none. */
  take(): PlannedEvent | undefined;
  /** When the next one is due. */
  nextMs(): number | undefined;
  readonly size: number;
}

export function eventQueue(): EventQueue {
  const heap: PlannedEvent[] = [];
  let order = 0;

  function swap(i: number, j: number): void {
    const [one, other] = [heap[i], heap[j]];
    if (one === undefined || other === undefined) return;
    heap[i] = other;
    heap[j] = one;
  }

  function isBefore(i: number, j: number): boolean {
    const [one, other] = [heap[i], heap[j]];
    if (one === undefined || other === undefined) return false;
    return one.atMs - other.atMs < 0 || (one.atMs === other.atMs && one.order < other.order);
  }

  function rise(start: number): void {
    for (let i = start; i > 0; ) {
      const parent = (i - 1) >> 1;
      if (!isBefore(i, parent)) return;
      swap(i, parent);
      i = parent;
    }
  }

  function sink(): void {
    for (let i = 0; ; ) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2])
        if (child < heap.length && isBefore(child, least)) least = child;
      if (least === i) return;
      swap(i, least);
      i = least;
    }
  }

  function pop(): PlannedEvent | undefined {
    const first = heap[0];
    const last = heap.pop();
    if (first !== undefined && last !== undefined && heap.length > 0) {
      heap[0] = last;
      sink();
    }
    return first;
  }

  return {
    put(atMs, what, run) {
      order += 1;
      const event: PlannedEvent = {atMs, order, what, run, isCancelled: false};
      heap.push(event);
      rise(heap.length - 1);
      return event;
    },
    take() {
      for (;;) {
        const event = pop();
        if (event === undefined || !event.isCancelled) return event;
      }
    },
    nextMs() {
      while (heap[0]?.isCancelled === true) pop();
      return heap[0]?.atMs;
    },
    get size() {
      return heap.length;
    },
  };
}
