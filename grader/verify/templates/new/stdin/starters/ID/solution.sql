-- The numbers, one in each row.
CREATE TABLE input (line TEXT);
.mode list
.separator "\001"
.import /dev/stdin input
CREATE VIEW numbers AS
WITH RECURSIVE words (word, rest) AS (
  SELECT '', trim(line) || ' ' FROM input
  UNION ALL
  SELECT substr(rest, 1, instr(rest, ' ') - 1),
    ltrim(substr(rest, instr(rest, ' ') + 1))
  FROM words WHERE rest <> ''
)
SELECT CAST(word AS INTEGER) AS number FROM words WHERE word <> '';

-- TODO: add up all the numbers, not only the first.
SELECT ifnull((SELECT number FROM numbers LIMIT 1), 0);
