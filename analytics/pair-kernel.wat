;; Sums of all pairs of columns over one block of rows.
;;
;; Memory: for each column two planes of 16-bit whole numbers, `plane` bytes each, one after the other: its values x
;; (0 where not valid) and its validity v (1 or 0). `plane` is a multiple of 16; rows beyond the last are zero.
;; Behind `out`, for each pair i <= j in the order of the upper triangle, four 32-bit numbers: how many rows have both,
;; the sum of i's values over them, the sum of j's values over them, the sum of the products.
(module
  (memory (export "memory") 1)
  (func (export "pairs") (param $columns i32) (param $plane i32) (param $out i32)
    (local $end i32) (local $i i32) (local $j i32) (local $at i32) (local $vi i32) (local $xj i32) (local $vj i32)
    (local $x v128) (local $v v128) (local $y v128) (local $w v128)
    (local $n v128) (local $sumA v128) (local $sumB v128) (local $sumAB v128)
    (local.set $end (i32.mul (local.get $columns) (i32.shl (local.get $plane) (i32.const 1))))
    (loop $left
      (local.set $j (local.get $i))
      (loop $right
        (local.set $n (v128.const i32x4 0 0 0 0))
        (local.set $sumA (v128.const i32x4 0 0 0 0))
        (local.set $sumB (v128.const i32x4 0 0 0 0))
        (local.set $sumAB (v128.const i32x4 0 0 0 0))
        (local.set $at (local.get $i))
        (local.set $vi (i32.add (local.get $i) (local.get $plane)))
        (local.set $xj (local.get $j))
        (local.set $vj (i32.add (local.get $j) (local.get $plane)))
        (loop $rows
          (local.set $x (v128.load (local.get $at)))
          (local.set $v (v128.load (i32.add (local.get $at) (local.get $plane))))
          (local.set $y (v128.load (local.get $xj)))
          (local.set $w (v128.load (local.get $vj)))
          (local.set $n (i32x4.add (local.get $n) (i32x4.dot_i16x8_s (local.get $v) (local.get $w))))
          (local.set $sumA (i32x4.add (local.get $sumA) (i32x4.dot_i16x8_s (local.get $x) (local.get $w))))
          (local.set $sumB (i32x4.add (local.get $sumB) (i32x4.dot_i16x8_s (local.get $v) (local.get $y))))
          (local.set $sumAB (i32x4.add (local.get $sumAB) (i32x4.dot_i16x8_s (local.get $x) (local.get $y))))
          (local.set $xj (i32.add (local.get $xj) (i32.const 16)))
          (local.set $vj (i32.add (local.get $vj) (i32.const 16)))
          (br_if $rows (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $vi))))
        ;; the four lanes of each sum are added up, all four sums at once
        (local.set $x (i32x4.add
          (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $n) (local.get $sumA))
          (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $n) (local.get $sumA))))
        (local.set $y (i32x4.add
          (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $sumB) (local.get $sumAB))
          (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $sumB) (local.get $sumAB))))
        (v128.store (local.get $out) (i32x4.add
          (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $x) (local.get $y))
          (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $x) (local.get $y))))
        (local.set $out (i32.add (local.get $out) (i32.const 16)))
        (local.set $j (i32.add (local.get $j) (i32.shl (local.get $plane) (i32.const 1))))
        (br_if $right (i32.lt_u (local.get $j) (local.get $end))))
      (local.set $i (i32.add (local.get $i) (i32.shl (local.get $plane) (i32.const 1))))
      (br_if $left (i32.lt_u (local.get $i) (local.get $end))))))
