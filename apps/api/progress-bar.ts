import cliProgress from 'cli-progress';

/** Where bars are drawn; nothing is drawn where there is no such place. */
export interface BarPlace {
  readonly stream?: NodeJS.WriteStream;
}

export interface Bar {
  /** How much is done, of how much. */
  set(done: number, total: number): void;
  /** Takes the bar away. */
  stop(): void;
}

const silent: Bar = { set: () => undefined, stop: () => undefined };

/** A bar on standard error for people at a terminal; results go to standard output, where no bar disturbs them. */
export const progressBar = (title: string, { stream }: BarPlace): Bar => {
  if (!stream?.isTTY) return silent;
  const bar = new cliProgress.SingleBar({
    format: `${title} {bar} {percentage}%  {value}/{total}`,
    ...{ stream, clearOnComplete: true, hideCursor: true, barsize: 30 },
    ...{ barCompleteChar: '█', barIncompleteChar: '░' },
  });
  let isDrawn = false;
  return {
    set: (done, total) => {
      if (isDrawn) bar.setTotal(total);
      else bar.start(total, done);
      isDrawn = true;
      bar.update(done);
    },
    stop: () => {
      if (isDrawn) bar.stop();
    },
  };
};

/** A bar while the work is under way, gone whatever becomes of it. */
export const withBar = async <T>(title: string, place: BarPlace, work: (bar: Bar) => Promise<T>): Promise<T> => {
  const bar = progressBar(title, place);
  try {
    return await work(bar);
  } finally {
    bar.stop();
  }
};
