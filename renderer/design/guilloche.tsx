/** The fine engine-turned line of bank notes and vouchers, as a quiet ground. Pure ornament. */
import styles from './guilloche.module.css';

const steps = 540;

/** A ring of lines whose radius swings `lobes` times a turn, each a little out of step with the one before. */
interface Ring {
  readonly lines: number;
  readonly lobes: number;
  readonly radius: number;
  readonly swing: number;
}

const rings: readonly Ring[] = [
  {lines: 14, lobes: 12, radius: 246, swing: 40},
  {lines: 12, lobes: 8, radius: 158, swing: 52},
  {lines: 10, lobes: 6, radius: 74, swing: 30},
];

export function Guilloche() {
  return (
    <svg className={styles['guilloche']} viewBox="-300 -300 600 600" aria-hidden="true">
      {curves.map((curve, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the curves never change
        <path key={place} d={curve} />
      ))}
    </svg>
  );
}

const curves = rings.flatMap(ring => Array.from({length: ring.lines}, (_, line) => curveOf(ring, line)));

function curveOf({lines, lobes, radius, swing}: Ring, line: number): string {
  const phase = (line / lines) * 2 * Math.PI;
  const points = Array.from({length: steps}, (_, step) => {
    const angle = (step / steps) * 2 * Math.PI;
    const length = radius + swing * Math.sin(lobes * angle + phase) * Math.cos(phase / 2);
    return `${(length * Math.cos(angle)).toFixed(1)} ${(length * Math.sin(angle)).toFixed(1)}`;
  });
  return `M${points.join('L')}Z`;
}
