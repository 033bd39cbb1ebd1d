/** A large touch target with a name, a figure and a coloured edge; one of many in a grid. */
import {Button as AriaButton, type ButtonProps} from 'react-aria-components/Button';
import {classNames} from './class-names.ts';
import styles from './tile.module.css';

export interface TileProps extends Pick<ButtonProps, 'onPress' | 'isDisabled' | 'aria-label'> {
  readonly title: string;
  readonly figure?: string;
  readonly note?: string;
  /** Which of eight edge colours; the same word always gets the same. */
  readonly hue?: number;
  readonly isSelected?: boolean;
}

export function Tile({title, figure, note, hue, isSelected, ...props}: TileProps) {
  const edge = hue === undefined ? undefined : styles[`hue${hue % 8}`];
  return (
    <AriaButton
      {...props}
      {...(isSelected === undefined ? {} : {'aria-pressed': isSelected})}
      className={classNames(styles['tile'], edge && styles['edged'], edge, isSelected && styles['selected'])}
    >
      <span className={styles['title']}>
        <bdi>{title}</bdi>
      </span>
      {note && <span className={styles['note']}>{note}</span>}
      {figure && <span className={styles['figure']}>{figure}</span>}
    </AriaButton>
  );
}
