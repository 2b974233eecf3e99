;; Cuts a record of delimited text into cells and numbers the words that stand in them, sixteen bytes at a time.
;;
;; Memory:
;;         0  sixteen bytes of ones, sixteen of zeros: what a text of n bytes lets through is read from 16 - n on
;;     1,024  the record's cells, twelve bytes each: where it begins, how many bytes it has, its word's number
;;    65,536  what was seen once: 65,536 marks of two bytes. A word gets a number when it comes a second time, so that
;;            what is different in every row does not fill the table
;;   196,608  the words: 16,384 places of 64 bytes: 48 of text (zeros behind), its length, its number
;; 1,245,184  the text, with at least 16 bytes to spare behind it
(module
  (memory (export "memory") 20)
  ;; words of one byte below 128 are numbered by it, and nothing by 0
  (global $known (mut i32) (i32.const 128))
  ;; where the record after the one cut last begins
  (global $after (export "next") (mut i32) (i32.const 0))
  (data (i32.const 0) "\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff")

  ;; sixteen bytes of a text, of which `left` belong to it
  (func $piece (param $at i32) (param $left i32) (result v128)
    (if (result v128) (i32.ge_s (local.get $left) (i32.const 16))
      (then (v128.load (local.get $at)))
      (else (if (result v128) (i32.le_s (local.get $left) (i32.const 0))
        (then (v128.const i64x2 0 0))
        (else (v128.and (v128.load (local.get $at)) (v128.load (i32.sub (i32.const 16) (local.get $left)))))))))

  (func $mix (param $hash i64) (param $piece v128) (result i64)
    (local.set $hash (i64.mul (i64.xor (local.get $hash) (i64x2.extract_lane 0 (local.get $piece))) (i64.const 0x9e3779b97f4a7c15)))
    (local.set $hash (i64.mul
      (i64.xor (i64.xor (local.get $hash) (i64.shr_u (local.get $hash) (i64.const 29))) (i64x2.extract_lane 1 (local.get $piece)))
      (i64.const 0xbf58476d1ce4e5b9)))
    (i64.xor (local.get $hash) (i64.shr_u (local.get $hash) (i64.const 32))))

  ;; The number of the word: -1 for one that has none, be it too long, new, or one too many.
  (func $word (param $start i32) (param $length i32) (result i32)
    (local $a v128) (local $b v128) (local $c v128) (local $hash i64) (local $place i32) (local $probe i32) (local $door i32) (local $mark i32)
    (if (i32.gt_u (local.get $length) (i32.const 48)) (then (return (i32.const -1))))
    (local.set $a (call $piece (local.get $start) (local.get $length)))
    (local.set $hash (call $mix (i64.extend_i32_u (local.get $length)) (local.get $a)))
    (if (i32.gt_u (local.get $length) (i32.const 16)) (then
      (local.set $b (call $piece (i32.add (local.get $start) (i32.const 16)) (i32.sub (local.get $length) (i32.const 16))))
      (local.set $c (call $piece (i32.add (local.get $start) (i32.const 32)) (i32.sub (local.get $length) (i32.const 32))))
      (local.set $hash (call $mix (call $mix (local.get $hash) (local.get $b)) (local.get $c)))))
    (local.set $place (i32.wrap_i64 (i64.and (local.get $hash) (i64.const 16383))))
    (block $free
      (loop $next
        (local.set $mark (i32.add (i32.const 196608) (i32.shl (local.get $place) (i32.const 6))))
        (br_if $free (i32.eqz (i32.load offset=48 (local.get $mark))))
        (if (i32.eq (i32.load offset=48 (local.get $mark)) (local.get $length)) (then
          (if (i32.eqz (v128.any_true (v128.or
              (v128.xor (v128.load (local.get $mark)) (local.get $a))
              (v128.or
                (v128.xor (v128.load offset=16 (local.get $mark)) (local.get $b))
                (v128.xor (v128.load offset=32 (local.get $mark)) (local.get $c))))))
            (then (return (i32.load offset=52 (local.get $mark)))))))
        (local.set $place (i32.and (i32.add (local.get $place) (i32.const 1)) (i32.const 16383)))
        (br_if $next (i32.lt_u (local.tee $probe (i32.add (local.get $probe) (i32.const 1))) (i32.const 8))))
      (return (i32.const -1)))
    (local.set $door (i32.add (i32.const 65536) (i32.wrap_i64
      (i64.shl (i64.and (i64.shr_u (local.get $hash) (i64.const 16)) (i64.const 65535)) (i64.const 1)))))
    (local.set $probe (i32.wrap_i64 (i64.or (i64.and (i64.shr_u (local.get $hash) (i64.const 40)) (i64.const 65535)) (i64.const 1))))
    (if (i32.ne (i32.load16_u (local.get $door)) (local.get $probe)) (then
      (i32.store16 (local.get $door) (local.get $probe))
      (return (i32.const -1))))
    (if (i32.ge_u (global.get $known) (i32.const 10128)) (then (return (i32.const -1))))
    (v128.store (local.get $mark) (local.get $a))
    (v128.store offset=16 (local.get $mark) (local.get $b))
    (v128.store offset=32 (local.get $mark) (local.get $c))
    (i32.store offset=48 (local.get $mark) (local.get $length))
    (i32.store offset=52 (local.get $mark) (global.get $known))
    (global.set $known (i32.add (global.get $known) (i32.const 1)))
    (i32.sub (global.get $known) (i32.const 1)))

  (func $number (param $start i32) (param $length i32) (result i32)
    (if (i32.eqz (local.get $length)) (then (return (i32.const 0))))
    (if (i32.and (i32.eq (local.get $length) (i32.const 1)) (i32.lt_u (i32.load8_u (local.get $start)) (i32.const 128)))
      (then (return (i32.load8_u (local.get $start)))))
    (call $word (local.get $start) (local.get $length)))

  ;; Cuts the record that begins at `start`. Returns how many cells it has; -1 when it has a quote or more cells than
  ;; fit, -2 when it does not end before `limit`.
  (func (export "cut") (param $start i32) (param $limit i32) (param $delimiter i32) (param $end i32) (result i32)
    (local $at i32) (local $from i32) (local $cell i32) (local $length i32) (local $byte i32) (local $hits i32)
    (local $text v128) (local $delimiters v128) (local $ends v128) (local $quotes v128)
    (local.set $delimiters (i8x16.splat (local.get $delimiter)))
    (local.set $ends (i8x16.splat (local.get $end)))
    (local.set $quotes (i8x16.splat (i32.const 0x22)))
    (local.set $at (local.get $start))
    (local.set $from (local.get $start))
    (local.set $cell (i32.const 1024))
    (loop $search
      (if (i32.ge_u (local.get $at) (local.get $limit)) (then (return (i32.const -2))))
      (local.set $text (v128.load (local.get $at)))
      (local.set $hits (i8x16.bitmask (v128.or
        (i8x16.eq (local.get $text) (local.get $delimiters))
        (v128.or
          (i8x16.eq (local.get $text) (local.get $ends))
          (i8x16.eq (local.get $text) (local.get $quotes))))))
      (if (i32.eqz (local.get $hits)) (then
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br $search)))
      (local.set $at (i32.add (local.get $at) (i32.ctz (local.get $hits))))
      (if (i32.ge_u (local.get $at) (local.get $limit)) (then (return (i32.const -2))))
      (local.set $byte (i32.load8_u (local.get $at)))
      (if (i32.or
            (i32.eq (local.get $byte) (i32.const 0x22))
            (i32.ge_u (local.get $cell) (i32.const 50176)))
        (then (return (i32.const -1))))
      (local.set $length (i32.sub (local.get $at) (local.get $from)))
      ;; the return of a line end of two
      (if (i32.and
            (i32.and (i32.eq (local.get $byte) (local.get $end)) (i32.eq (local.get $end) (i32.const 0x0a)))
            (i32.gt_u (local.get $length) (i32.const 0)))
        (then
          (if (i32.eq (i32.load8_u (i32.sub (local.get $at) (i32.const 1))) (i32.const 0x0d))
            (then (local.set $length (i32.sub (local.get $length) (i32.const 1)))))))
      (i32.store (local.get $cell) (local.get $from))
      (i32.store offset=4 (local.get $cell) (local.get $length))
      (i32.store offset=8 (local.get $cell) (call $number (local.get $from) (local.get $length)))
      (local.set $cell (i32.add (local.get $cell) (i32.const 12)))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (local.set $from (local.get $at))
      (br_if $search (i32.ne (local.get $byte) (local.get $end))))
    (global.set $after (local.get $at))
    (i32.div_u (i32.sub (local.get $cell) (i32.const 1024)) (i32.const 12))))
