import styles from './charts.module.css';

const WIDTH = 80;
const HEIGHT = 24;

/** The course of a few figures, beside their numbers; null is a gap. It says nothing that a column beside it does not. */
export function Sparkline({
  points,
  colour,
}: {
  points: readonly (number | null)[];
  colour: string;
}) {
  const known = points.filter(point => point !== null);
  const low = Math.min(0, ...known);
  const high = Math.max(...known, low + Number.EPSILON);
  const step = WIDTH / Math.max(points.length - 1, 1);
  const place = (point: number, index: number) =>
    `${(index * step).toFixed(1)},${(
      HEIGHT -
      ((point - low) / (high - low)) * HEIGHT
    ).toFixed(1)}`;
  const path = points
    .map((point, index) =>
      point === null
        ? ''
        : `${index === 0 || points[index - 1] === null ? 'M' : 'L'}${place(
            point,
            index,
          )}`,
    )
    .join('');
  return (
    <svg
      className={styles.sparkline}
      viewBox={`-1 -1 ${WIDTH + 2} ${HEIGHT + 2}`}
      width={WIDTH}
      height={HEIGHT}
      aria-hidden
    >
      <path d={path} stroke={colour} fill="none" strokeWidth={1.5} />
    </svg>
  );
}
