; The loops of kernels.py as the prototype of this tier had them: written by hand, one function each, on plain memory. Sums and products of
; ints are checked where the prototype checked them (total, collatz); no index is, and nothing polls or leaves. bench.mjs compiles them like
; the tier's own code: what is between the two is the price of checks, polls and the frame protocol.

declare {i64, i1} @llvm.sadd.with.overflow.i64(i64, i64)
declare void @llvm.trap()

define i64 @total(i64 %n, i64 %m) {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %i2, %next ]
  %s = phi i64 [ 0, %entry ], [ %s2, %next ]
  %more = icmp slt i64 %i, %n
  br i1 %more, label %body, label %done
body:
  %small = icmp ult i64 %i, 2147483648
  br i1 %small, label %square, label %leave
square:
  %p = mul i64 %i, %i
  %r = srem i64 %p, %m
  %x = xor i64 %r, %m
  %other = icmp slt i64 %x, 0
  %rest = icmp ne i64 %r, 0
  %wrong = and i1 %other, %rest
  %moved = add i64 %r, %m
  %q = select i1 %wrong, i64 %moved, i64 %r
  %sum = call {i64, i1} @llvm.sadd.with.overflow.i64(i64 %s, i64 %q)
  %s2 = extractvalue {i64, i1} %sum, 0
  %over = extractvalue {i64, i1} %sum, 1
  br i1 %over, label %leave, label %next
next:
  %i2 = add i64 %i, 1
  br label %loop
leave:
  call void @llvm.trap()
  unreachable
done:
  ret i64 %s
}

define i64 @collatz(i64 %limit) {
entry:
  br label %outer
outer:
  %start = phi i64 [ 1, %entry ], [ %start2, %after ]
  %best = phi i64 [ 0, %entry ], [ %best2, %after ]
  %more = icmp slt i64 %start, %limit
  br i1 %more, label %inner, label %done
inner:
  %x = phi i64 [ %start, %outer ], [ %x2, %step ]
  %steps = phi i64 [ 0, %outer ], [ %steps2, %step ]
  %one = icmp eq i64 %x, 1
  br i1 %one, label %after, label %go
go:
  %bit = and i64 %x, 1
  %even = icmp eq i64 %bit, 0
  br i1 %even, label %half, label %triple
half:
  %h = ashr i64 %x, 1
  br label %step
triple:
  %up = add i64 %x, 3074457345618258602
  %wide = icmp ugt i64 %up, 6148914691236517204
  br i1 %wide, label %leave, label %fits
fits:
  %t = mul i64 %x, 3
  %plus = call {i64, i1} @llvm.sadd.with.overflow.i64(i64 %t, i64 1)
  %tv = extractvalue {i64, i1} %plus, 0
  %to = extractvalue {i64, i1} %plus, 1
  br i1 %to, label %leave, label %step
step:
  %x2 = phi i64 [ %h, %half ], [ %tv, %fits ]
  %steps2 = add i64 %steps, 1
  br label %inner
after:
  %better = icmp sgt i64 %steps, %best
  %best2 = select i1 %better, i64 %steps, i64 %best
  %start2 = add i64 %start, 1
  br label %outer
leave:
  call void @llvm.trap()
  unreachable
done:
  ret i64 %best
}

define void @sieve(i8* %flags, i64 %n) {
entry:
  br label %outer
outer:
  %i = phi i64 [ 2, %entry ], [ %i2, %after ]
  %square = mul nsw i64 %i, %i
  %more = icmp sle i64 %square, %n
  br i1 %more, label %look, label %done
look:
  %i32 = trunc i64 %i to i32
  %p = getelementptr i8, i8* %flags, i32 %i32
  %flag = load i8, i8* %p
  %composite = icmp eq i8 %flag, 0
  br i1 %composite, label %after, label %inner
inner:
  %j = phi i64 [ %square, %look ], [ %j2, %cross ]
  %inside = icmp sle i64 %j, %n
  br i1 %inside, label %cross, label %after
cross:
  %j32 = trunc i64 %j to i32
  %q = getelementptr i8, i8* %flags, i32 %j32
  store i8 0, i8* %q
  %j2 = add nsw i64 %j, %i
  br label %inner
after:
  %i2 = add nsw i64 %i, 1
  br label %outer
done:
  ret void
}

define double @dot(double* %a, double* %b, i64 %n) {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %i2, %body ]
  %s = phi double [ 0.0, %entry ], [ %s2, %body ]
  %more = icmp slt i64 %i, %n
  br i1 %more, label %body, label %done
body:
  %k = trunc i64 %i to i32
  %pa = getelementptr double, double* %a, i32 %k
  %pb = getelementptr double, double* %b, i32 %k
  %x = load double, double* %pa
  %y = load double, double* %pb
  %p = fmul double %x, %y
  %s2 = fadd double %s, %p
  %i2 = add nsw i64 %i, 1
  br label %loop
done:
  ret double %s
}

define void @matmul(double* %a, double* %b, double* %c, i64 %n) {
entry:
  br label %rows
rows:
  %i = phi i64 [ 0, %entry ], [ %i2, %row ]
  %more_rows = icmp slt i64 %i, %n
  br i1 %more_rows, label %columns, label %done
columns:
  %j = phi i64 [ 0, %rows ], [ %j2, %column ]
  %more_columns = icmp slt i64 %j, %n
  br i1 %more_columns, label %loop, label %row
loop:
  %k = phi i64 [ 0, %columns ], [ %k2, %body ]
  %s = phi double [ 0.0, %columns ], [ %s2, %body ]
  %more = icmp slt i64 %k, %n
  br i1 %more, label %body, label %column
body:
  %in = mul nsw i64 %i, %n
  %ik = add nsw i64 %in, %k
  %kn = mul nsw i64 %k, %n
  %kj = add nsw i64 %kn, %j
  %ik32 = trunc i64 %ik to i32
  %kj32 = trunc i64 %kj to i32
  %pa = getelementptr double, double* %a, i32 %ik32
  %pb = getelementptr double, double* %b, i32 %kj32
  %x = load double, double* %pa
  %y = load double, double* %pb
  %p = fmul double %x, %y
  %s2 = fadd double %s, %p
  %k2 = add nsw i64 %k, 1
  br label %loop
column:
  %ij0 = mul nsw i64 %i, %n
  %ij = add nsw i64 %ij0, %j
  %ij32 = trunc i64 %ij to i32
  %pc = getelementptr double, double* %c, i32 %ij32
  store double %s, double* %pc
  %j2 = add nsw i64 %j, 1
  br label %columns
row:
  %i2 = add nsw i64 %i, 1
  br label %rows
done:
  ret void
}

define void @axpy(double %a, double* %x, double* %y, i32 %n) {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %i2, %body ]
  %more = icmp slt i32 %i, %n
  br i1 %more, label %body, label %done
body:
  %px = getelementptr double, double* %x, i32 %i
  %py = getelementptr double, double* %y, i32 %i
  %vx = load double, double* %px
  %vy = load double, double* %py
  %p = fmul double %a, %vx
  %r = fadd double %p, %vy
  store double %r, double* %py
  %i2 = add nsw i32 %i, 1
  br label %loop
done:
  ret void
}
