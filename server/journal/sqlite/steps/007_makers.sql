-- Who made a link: the account, or the link by which they were clerk. Whoever is shut out leaves
-- nothing behind that opens.
ALTER TABLE link ADD COLUMN maker TEXT NOT NULL DEFAULT '';
CREATE INDEX links_by_maker ON link (maker) WHERE maker <> '';

-- Of which council a standing link knows a person, and by what within it. Those from before do not
-- say, and would have opened the meetings of other councils: they are given out anew.
ALTER TABLE link ADD COLUMN council TEXT NOT NULL DEFAULT '';
ALTER TABLE link ADD COLUMN marks TEXT NOT NULL DEFAULT '';
ALTER TABLE sign_in ADD COLUMN council TEXT NOT NULL DEFAULT '';
ALTER TABLE sign_in ADD COLUMN marks TEXT NOT NULL DEFAULT '';
UPDATE sign_in SET ended_at = seen_at, why = 'revoked'
    WHERE account = '' AND key = '' AND ended_at = '';
UPDATE link SET revoked_at = made_at WHERE office <> 'account' AND key = '' AND revoked_at = '';
