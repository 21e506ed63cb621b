program solution
  implicit none
  integer(8) :: number
  integer :: status

  ! TODO: add up all the numbers, not only the first.
  read (*, *, iostat=status) number
  if (status /= 0) number = 0
  print '(i0)', number
end program solution
