import {Ticket} from '../design/ticket.tsx';
import type {ReceiptDocument, ReceiptLine, ReceiptRow, ReceiptSection} from './receipt-document.ts';
import styles from './receipt-view.module.css';

/** The receipt as paper: body, perforation, and the stub with the serial number. */
export function ReceiptView({document}: {readonly document: ReceiptDocument}) {
  const stub = document.sections.find(section => section.kind === 'stub');
  const body = document.sections.filter(section => section.kind !== 'stub');
  return (
    <article className={styles['receipt']} aria-label={`Receipt ${document.receiptNumber}`}>
      <Ticket stub={stub && <Section section={stub} />}>
        <div className={styles['body']}>
          {body.map((section, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a receipt never changes
            <Section key={place} section={section} />
          ))}
        </div>
      </Ticket>
    </article>
  );
}

function Section({section}: {readonly section: ReceiptSection}) {
  switch (section.kind) {
    case 'header':
      return (
        <header className={styles['header']}>
          <h2>{section.storeName}</h2>
          {section.addressLines.map(line => (
            <p key={line}>{line}</p>
          ))}
        </header>
      );
    case 'mark':
      return <p className={styles['mark']}>{section.text}</p>;
    case 'lines':
      return (
        <ul className={styles['lines']} aria-label="Lines">
          {section.lines.map((line, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a receipt never changes
            <Line key={place} line={line} />
          ))}
        </ul>
      );
    case 'sums':
    case 'tenders':
      return (
        <dl className={styles['rows']}>
          {section.rows.map((row, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a receipt never changes
            <Row key={place} row={row} />
          ))}
        </dl>
      );
    case 'next-time':
      return (
        <section className={styles['next']}>
          <h3>Next time</h3>
          {section.offers.map(offer => (
            <p key={offer}>{offer}</p>
          ))}
        </section>
      );
    case 'stub':
      return (
        <footer className={styles['stub']}>
          <span className={styles['serial']}>{section.receiptNumber}</span>
          <span className={styles['facts']}>
            {section.facts.map(fact => (
              <span key={fact}>{fact}</span>
            ))}
          </span>
        </footer>
      );
  }
}

function Line({line: {text, units, figure, discounts}}: {readonly line: ReceiptLine}) {
  return (
    <li className={styles['line']}>
      <span className={styles['pair']}>
        <span>
          {text}
          {units && <small>{units}</small>}
        </span>
        <span>{figure}</span>
      </span>
      {discounts.map(discount => (
        <span key={discount.text} className={`${styles['pair']} ${styles['saving']}`}>
          <span>{discount.text}</span>
          <span>{discount.figure}</span>
        </span>
      ))}
    </li>
  );
}

function Row({row: {text, figure, strength}}: {readonly row: ReceiptRow}) {
  return (
    <div className={`${styles['pair']} ${strength ? styles[strength] : ''}`}>
      <dt>{text}</dt>
      <dd>{figure}</dd>
    </div>
  );
}
