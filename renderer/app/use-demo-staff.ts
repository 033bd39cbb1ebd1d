import {useEffect, useState} from 'react';
import {type DemoOffer, demoOfferSchema} from '../../shared/protocol/enrol.ts';
import {keep, readKept} from '../till-db/kept-value.ts';
import type {TillContext} from '../till-db/till-context.ts';
import {demoOffer} from '../uplink/enrol.ts';

const key = 'demo-staff';
const staffSchema = demoOfferSchema.shape.staff;

/** The PINs a demo server tells newcomers, kept for when it is out of reach; empty at any other server. */
export function useDemoStaff(till: TillContext, isOnline: boolean): DemoOffer['staff'] {
  const [staff, setStaff] = useState<DemoOffer['staff']>([]);
  useEffect(() => {
    void readKept(till.db, key, staffSchema).then(kept => kept !== null && setStaff(kept));
  }, [till]);
  useEffect(() => {
    if (!isOnline) return;
    void demoOffer(till.identity.serverUrl).then(async offer => {
      if (offer === null) return;
      setStaff(offer.staff);
      await keep(till.db, key, staffSchema, offer.staff);
    });
  }, [till, isOnline]);
  return staff;
}
