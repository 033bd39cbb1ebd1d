/** A button at least 44 px high. `primary` is the one next step, `pay` the one that takes the money. */
import type {ReactNode, RefAttributes} from 'react';
import {Button as AriaButton, type ButtonProps as AriaButtonProps} from 'react-aria-components/Button';
import styles from './button.module.css';
import {classNames} from './class-names.ts';
import {Icon, type IconName} from './icon.tsx';
import {KeyCap} from './key-cap.tsx';

export type ButtonProps = Omit<AriaButtonProps, 'className' | 'style' | 'children'> &
  RefAttributes<HTMLButtonElement> & {
    readonly look?: 'plain' | 'primary' | 'pay' | 'quiet' | 'danger';
    readonly icon?: IconName;
    /** The key that does the same, shown small. */
    readonly shortcut?: string;
    /** Shows only the icon; `aria-label` then names the button. */
    readonly compact?: boolean;
    readonly children?: ReactNode;
  };

export function Button({look = 'plain', icon, shortcut, compact, children, ...props}: ButtonProps) {
  const className = classNames(styles['button'], styles[look], compact && styles['compact']);
  return (
    <AriaButton {...props} className={className}>
      {icon && <Icon name={icon} />}
      {children !== undefined && <span className={styles['label']}>{children}</span>}
      {shortcut && <KeyCap quiet>{shortcut}</KeyCap>}
    </AriaButton>
  );
}
