program solution
  implicit none
  character(len=1000) :: line
  integer(8) :: sum
  integer :: status

  sum = 0
  do
    read (*, '(a)', iostat=status) line
    if (status /= 0) exit
    call add(line)
  end do
  print '(i0)', sum

contains

  subroutine add(line)
    character(len=*), intent(in) :: line
    integer(8) :: number
    integer :: first, last

    last = 0
    do
      first = verify(line(last + 1:), ' ')
      if (first == 0) exit
      first = last + first
      last = scan(line(first:) // ' ', ' ')
      last = first + last - 2
      read (line(first:last), *) number
      sum = sum + number
    end do
  end subroutine add

end program solution
