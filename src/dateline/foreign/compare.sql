-- The questions of a comparison over the tables cells (side, n, day, source, target, type, quad ...) and rows; each begins with a
-- line "-- name:". Braces stand for column names and expressions of the program, never for values of a user.

-- name: prepare
CREATE TEMP TABLE distinct_cells AS
SELECT side, day, source, target, type, any_value(quad ORDER BY quad) AS quad, min(n) AS n, count(*) AS told
FROM cells GROUP BY side, day, source, target, type;
CREATE TEMP TABLE matched_cells AS
WITH around AS (SELECT side, day + nearby AS day, source, target, type FROM distinct_cells, (VALUES (-1), (0), (1)) days(nearby))
SELECT c.*, EXISTS (
    SELECT 1 FROM around o
    WHERE o.side <> c.side AND o.day = c.day AND o.source = c.source AND o.target = c.target AND o.type = c.type
  ) AS matched, EXISTS (
    SELECT 1 FROM around o WHERE o.side <> c.side AND o.day = c.day AND o.source = c.source AND o.target = c.target
  ) AS matched_dyad
FROM distinct_cells c;

-- name: coverage
SELECT count(*) FILTER (in_a), count(*) FILTER (in_b), count(*) FILTER (in_a AND in_b)
FROM (SELECT bool_or(side = 'A') AS in_a, bool_or(side = 'B') AS in_b FROM distinct_cells GROUP BY {columns});

-- name: matching
SELECT count(*) FILTER (side = 'A'), count(*) FILTER (side = 'B'),
  count(*) FILTER (side = 'A' AND {matched}), count(*) FILTER (side = 'B' AND {matched})
FROM (SELECT DISTINCT side, {columns}, {matched} FROM matched_cells);

-- name: units
SELECT {unit} AS unit, count(*) FILTER (side = 'A') AS a, count(*) FILTER (side = 'B') AS b,
  count(*) FILTER (side = 'A' AND matched) AS a_matched, count(*) FILTER (side = 'B' AND matched) AS b_matched
FROM matched_cells GROUP BY unit ORDER BY {order};

-- name: pairs
WITH main AS (
  SELECT side, day, source, target, {label} AS label
  FROM distinct_cells WHERE {label} IS NOT NULL GROUP BY side, day, source, target, label
  QUALIFY row_number() OVER (PARTITION BY side, day, source, target ORDER BY sum(told) DESC, label) = 1
), paired AS ( -- each the nearest of the other's, the earlier one where two are as near: no label counts twice
  SELECT a.label AS a, b.label AS b
  FROM (SELECT * FROM main WHERE side = 'A') a
  JOIN (SELECT m.* REPLACE (day + nearby AS day), day AS told_day, abs(nearby) AS away
    FROM main m, (VALUES (-1), (0), (1)) days(nearby) WHERE side = 'B') b USING (day, source, target)
  QUALIFY row_number() OVER (PARTITION BY a.day, source, target ORDER BY away, told_day) = 1
    AND row_number() OVER (PARTITION BY told_day, source, target ORDER BY away, a.day) = 1
)
SELECT a, b, count(*) FROM paired GROUP BY a, b ORDER BY count(*) DESC, a, b;

-- name: duplicates
SELECT coalesce(sum(copies), 0)::BIGINT, count(*)
FROM (SELECT count(*) AS copies FROM rows WHERE side = ? AND who || whom <> '' GROUP BY day, who, whom, code);

-- name: only
SELECT m.side, m.day, m.source, m.target, m.type, r.code, r.id, r.place, m.told AS rows, r.path, r.line
FROM matched_cells m JOIN rows r ON r.side = m.side AND r.n = m.n
WHERE m.side = ? AND NOT m.matched
ORDER BY m.day, m.source, m.target, m.type;

-- name: span
SELECT min(day), max(day) FROM cells WHERE side = ?;
